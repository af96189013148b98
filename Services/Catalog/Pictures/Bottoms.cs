namespace MyArch.Catalog.Pictures;

/// <summary>What hangs from the waist, and dresses.</summary>
internal static class Bottoms
{
    public static readonly Drawing Jeans = new(
        "M132 46L268 46L282 130L304 356L220 360L203 176L197 176L180 360L96 356L118 130Z",
        """
        <path d="M130 46L270 46L273 66L127 66Z" fill="{dark}" fill-opacity=".5"/>
        <path d="M148 44L148 70M252 44L252 70M182 44L182 70M218 44L218 70" stroke-width="5"/>
        <circle cx="200" cy="56" r="5" fill="#d9a441" stroke="#8a6420" stroke-width="1.5"/>
        <path d="M200 66L200 176M208 68C209 104 212 124 201 138"/>
        <path d="M127 70C134 100 156 106 176 100L178 68M273 70C266 100 244 106 224 100L222 68" fill="{base}" fill-opacity=".3"/>
        <path d="M131 74C138 96 156 101 172 96M269 74C262 96 244 101 228 96M205 70C206 104 208 120 200 132M122 142L104 350M278 142L296 350" stroke="#e0b25c" stroke-dasharray="5 4" stroke-width="1.5"/>
        <path d="M97 344L181 348M303 344L219 348" stroke-width="3"/>
        <path d="M190 186C176 194 158 192 146 186M210 186C224 194 242 192 254 186M140 250C148 254 158 254 166 250M260 250C252 254 242 254 234 250" opacity=".5"/>
        """);

    public static readonly Drawing Shorts = new(
        "M122 92L278 92L292 180L322 308L214 316L203 214L197 214L186 316L78 308L108 180Z",
        """
        <path d="M121 92L279 92L282 114L118 114Z" fill="{dark}" fill-opacity=".5"/>
        <path d="M134 93L132 113M148 93L147 113M162 93L161 113M176 93L176 113M224 93L224 113M238 93L239 113M252 93L253 113M266 93L268 113" stroke-width="1.5"/>
        <path d="M194 108C176 116 176 138 186 150M206 108C224 116 224 138 214 150" stroke="#f4f1ea" stroke-width="4"/>
        <path d="M200 114L200 214"/>
        <path d="M118 120L100 176M282 120L300 176" stroke-width="3"/>
        <path d="M82 294L187 302M318 294L213 302" stroke-dasharray="5 4" stroke-width="1.5"/>
        <path d="M190 224C170 232 150 230 134 222M210 224C230 232 250 230 266 222M126 262C140 268 154 268 166 262M274 262C260 268 246 268 234 262" opacity=".5"/>
        """);

    public static readonly Drawing Skirt = new(
        "M146 74L254 74C262 134 304 246 330 312C284 344 116 344 70 312C96 246 138 134 146 74Z",
        """
        <path d="M146 74L254 74L257 96L143 96Z" fill="{dark}" fill-opacity=".5"/>
        <path d="M164 96C156 176 132 262 112 330M182 96C178 176 168 262 158 336M200 96L202 338M218 96C222 176 234 262 246 336M236 96C246 176 270 262 290 330"/>
        <path d="M164 96C160 176 146 262 136 334M182 96C182 176 180 262 180 338M200 96C206 176 216 262 224 338M218 96C228 176 248 262 268 334" opacity=".4"/>
        <path d="M76 304C122 332 278 332 324 304" stroke-dasharray="5 4" stroke-width="1.5"/>
        """);

    public static readonly Drawing Dress = new(
        "M152 46L168 46C172 92 228 92 232 46L248 46C250 84 262 104 274 116L248 186C262 240 300 306 318 344C270 368 130 368 82 344C100 306 138 240 152 186L126 116C138 104 150 84 152 46Z",
        """
        <path d="M168 46C172 92 228 92 232 46M163 46C166 102 234 102 237 46" stroke-width="2"/>
        <path d="M152 50C150 88 138 106 128 118M248 50C250 88 262 106 272 118" stroke-dasharray="5 4" stroke-width="1.5"/>
        <path d="M152 182C180 190 220 190 248 182L250 194C222 204 178 204 150 194Z" fill="{dark}" fill-opacity=".7"/>
        <path d="M164 200C156 250 134 310 118 356M184 204C180 254 172 314 164 360M216 204C220 254 228 314 236 360M236 200C244 250 266 310 282 356"/>
        <path d="M200 206C198 256 200 314 200 362M164 120C168 142 168 160 162 178M236 120C232 142 232 160 238 178" opacity=".5"/>
        <path d="M88 336C132 358 268 358 312 336" stroke-dasharray="5 4" stroke-width="1.5"/>
        """);
}
