namespace MyArch.Cart;

/// <summary>
/// The first lines of scripts that write, which say what a server does with them that has as much in memory as it may
/// (https://redis.io/docs/latest/develop/programmability/lua-api/#script-flags). Without such a line that depends on which command happens to be a script's first.
/// </summary>
internal static class RedisScript
{
    /// <summary>A full server refuses the script before it has done anything.</summary>
    public const string IfRoom = "#!lua\n";

    /// <summary>A full server runs the script: what it adds is little, and what it would leave undone is worse.</summary>
    public const string WhenFull = "#!lua flags=allow-oom\n";
}
