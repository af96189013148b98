namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command's state is decided from.</summary>
public sealed class UpdateCommandStateContext
{
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    public required IServiceProvider ServiceProvider { get; init; }
}
