namespace Aspire.Hosting;

/// <summary>Settings of the application builder.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line; read as configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>The application host's assembly; the entry assembly by default.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The application host's project folder; by default what its assembly recorded when it was built.</summary>
    public string? ProjectDirectory { get; set; }

    public bool DisableDashboard { get; set; }

    /// <summary>Whether the output of resources is written to the host's log as well.</summary>
    public bool EnableResourceLogging { get; set; }
}
