namespace MyArch.AppHost.Topology;

/// <summary>How many instances an auto scaling group has.</summary>
internal sealed record GroupSize
{
    /// <summary>The group never shrinks below this. At least 1.</summary>
    public int Min { get; init; }

    /// <summary>How many instances start with the system. From <see cref="Min"/> to <see cref="Max"/>.</summary>
    public int Desired { get; init; }

    /// <summary>How many instances exist in the model; those above <see cref="Desired"/> wait for a start command.</summary>
    public int Max { get; init; }
}
