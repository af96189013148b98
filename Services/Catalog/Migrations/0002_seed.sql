-- The assortment: 1,000 garments with the ids 1 to 1000. Everything follows from the number, so that every system has the same ones.

WITH kinds (kind, category, noun, these, care, styles, materials, sizes, euros, spread) AS (VALUES
    (1, 't-shirts', 'T-Shirt', 'This %s is', 'The neck keeps its shape, wash after wash.',
        '{Classic,Striped,Boxy,Dotted,Relaxed,V-Neck}'::text[], '{organic cotton,heavy cotton jersey,heavy cotton jersey,organic cotton,a blend of cotton and hemp,organic cotton}'::text[],
        '{XS,S,M,L,XL,XXL}'::text[], 15, 21),
    (2, 'jeans', 'Jeans', 'These %s are', 'Five pockets and a zip that runs smoothly.',
        '{Slim,Straight,Relaxed,Tapered,Loose,High-Rise}', '{stretch denim,rigid denim,recycled denim,stretch denim,rigid denim,recycled denim}',
        '{28,30,32,34,36,38}', 55, 61),
    (3, 'dresses', 'Dress', 'This %s is', 'Falls to the knee, and has pockets in both side seams.',
        '{Summer,Dotted,Wrap,Striped,Evening,Checked}', '{washed linen,viscose crepe,viscose crepe,soft cotton voile,satin,soft cotton voile}',
        '{XS,S,M,L,XL,XXL}', 49, 71),
    (4, 'shoes', 'Sneakers', 'These %s are', 'The sole is sewn and glued, and the insole can be taken out.',
        '{Canvas,Court,Running,Trail,Low-Top,Everyday}', '{recycled canvas,vegetable-tanned leather,breathable mesh,breathable mesh,vegetable-tanned leather,recycled canvas}',
        '{36,37,38,39,40,41,42,43,44,45,46}', 65, 81),
    (5, 'hoodies', 'Hoodie', 'This %s is', 'A lined hood, a kangaroo pocket and cuffs that stay where they are.',
        '{Classic,Oversized,Striped,Cropped,Heavy,Light}', '{brushed cotton fleece,brushed cotton fleece,French terry,French terry,recycled fleece,organic cotton}',
        '{XS,S,M,L,XL,XXL}', 39, 41),
    (6, 'skirts', 'Skirt', 'This %s is', 'Swings when you walk; a hidden zip at the side.',
        '{Pleated,Checked,Midi,Dotted,Flared,Striped}', '{recycled polyester,a wool blend,soft cotton twill,viscose crepe,a wool blend,soft cotton twill}',
        '{XS,S,M,L,XL,XXL}', 35, 41),
    (7, 'caps', 'Cap', 'This %s is', 'Six panels, a curved peak and a strap that fits every head.',
        '{Baseball,Washed,Striped,Corduroy,Sports,Checked}', '{cotton twill,cotton twill,organic cotton,corduroy,quick-drying nylon,a wool blend}',
        '{One size}', 15, 15),
    (8, 'jackets', 'Jacket', 'This %s is', 'Keeps out wind and drizzle; two pockets outside and one inside.',
        '{Bomber,Rain,Field,Quilted,Denim,Trucker}', '{recycled nylon,coated nylon,waxed cotton,recycled nylon,heavy denim,heavy denim}',
        '{XS,S,M,L,XL,XXL}', 79, 101),
    (9, 'socks', 'Socks', 'These %s are', 'Reinforced at heel and toe, without a seam that rubs.',
        '{Ribbed,Striped,Sports,Dotted,Everyday,Hiking}', '{combed cotton,combed cotton,a blend of bamboo and cotton,combed cotton,a blend of bamboo and cotton,merino wool}',
        '{35-38,39-42,43-46}', 5, 11),
    (10, 'shirts', 'Shirt', 'This %s is', 'Buttons of mother-of-pearl, and a collar that stands by itself.',
        '{Oxford,Checked,Linen,Striped,Flannel,Dotted}', '{sturdy oxford cotton,brushed flannel,washed linen,fine poplin,brushed flannel,fine poplin}',
        '{XS,S,M,L,XL,XXL}', 39, 51),
    (11, 'shorts', 'Shorts', 'These %s are', 'End above the knee; the waistband has a cord inside.',
        '{Chino,Striped,Running,Cargo,Beach,Checked}', '{cotton twill,washed linen,quick-drying nylon,sturdy cotton canvas,quick-drying nylon,cotton twill}',
        '{XS,S,M,L,XL,XXL}', 25, 31),
    (12, 'sweaters', 'Sweater', 'This %s is', 'Knitted in one piece, with ribbed hem and cuffs.',
        '{Cable-Knit,Striped,Fine-Knit,Chunky,Crew-Neck,Dotted}', '{lambswool,merino wool,a blend of cotton and cashmere,lambswool,merino wool,a blend of cotton and cashmere}',
        '{XS,S,M,L,XL,XXL}', 49, 71),
    (13, 'scarves', 'Scarf', 'This %s is', 'Long enough to go round twice, with fringes at both ends.',
        '{Woven,Checked,Knitted,Striped,Light,Dotted}', '{merino wool,cashmere,lambswool,merino wool,soft cotton voile,soft cotton voile}',
        '{One size}', 19, 41)
),
words (models, colours, denims) AS (VALUES (
    '{Harbour,Alder,Birch,Cedar,Dune,Ember,Fjord,Grove,Heath,Isla,Juniper,Kestrel,Linden,Maple,Nordlys,Orchard,Pebble,Quarry,Ridge,Saffron,'
        'Thistle,Upland,Valley,Willow,Yarrow,Zephyr,Anchor,Beacon,Canyon,Delta,Estuary,Falcon,Glacier,Horizon,Island,Jetty,Keel,Lagoon,Meadow,North}'::text[],
    '{black,white,grey,charcoal,navy,blue,turquoise,teal,green,olive,mint,yellow,mustard,orange,coral,red,burgundy,pink,lilac,purple,beige,brown}'::text[],
    '{blue,navy,black,charcoal,grey,white,beige}'::text[]
)),
numbers AS (
    -- The kinds take turns, so that a page of neighbours shows some of everything; the round is how many of the kind came before.
    SELECT n, 1 + (n - 1) % 13 AS kind, (n - 1) / 13 AS round FROM generate_series(1, 1000) AS n
),
garments AS (
    SELECT n, round, kinds.*,
        models[1 + (round + 5 * kind) % 40] AS model,
        -- Shifted by one when the models come round again: no two of a kind have the same name.
        styles[1 + (round + round / 40) % 6] AS style,
        -- Listed in the order of the styles: a rain jacket is not made of denim.
        materials[1 + (round + round / 40) % 6] AS material,
        CASE WHEN category = 'jeans' THEN denims[1 + 5 * round % 7] ELSE colours[1 + (5 * round + 3 * kind) % 22] END AS colour
    FROM numbers JOIN kinds USING (kind) CROSS JOIN words
)
INSERT INTO products (id, name, description, category, colour, sizes, price_cents, stock)
OVERRIDING SYSTEM VALUE
SELECT n,
    model || ' ' || style || ' ' || noun,
    format(these, lower(style || ' ' || noun) || ' in ' || colour) || ' made of ' || material || '. ' || care,
    category,
    colour,
    -- Not every garment comes in the smallest and the largest size.
    CASE WHEN cardinality(sizes) < 6 THEN sizes ELSE sizes[1 + round % 2 : cardinality(sizes) - (round % 3) / 2] END,
    (euros + 13 * round % spread) * 100 + 90,
    -- One in forty is sold out.
    CASE WHEN n % 40 = 0 THEN 0 ELSE 20 + 37 * n % 181 END
FROM garments
ORDER BY n;

ALTER TABLE products ALTER COLUMN id RESTART WITH 1001;
