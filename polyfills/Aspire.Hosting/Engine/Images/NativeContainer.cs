namespace Aspire.Hosting.Engine.Images;

/// <summary>A container resource with every value resolved, ready to be run by a native program.</summary>
internal sealed record NativeContainer
{
    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required string Tag { get; init; }

    /// <summary>The entrypoint that the resource asked for instead of the image's own.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The arguments after the entrypoint, with container paths and ports as the resource wrote them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<NativeMount> Mounts { get; init; } = [];

    /// <summary>Container port to the loopback port that the program must listen on.</summary>
    public IReadOnlyDictionary<int, int> Ports { get; init; } = new Dictionary<int, int>();

    /// <summary>The user of <c>--user</c>, if the resource asked for one.</summary>
    public string? User { get; init; }

    /// <summary>A folder of this container alone for sockets and temporary files. It exists, and is emptied at each start.</summary>
    public required string ScratchDirectory { get; init; }

    public Action<string, bool> Output { get; init; } = static (_, _) => { };
}
