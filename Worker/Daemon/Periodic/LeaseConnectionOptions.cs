using System.ComponentModel.DataAnnotations;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>Where the lease is kept, checked at start: the client itself would notice when it is asked for it.</summary>
internal sealed class LeaseConnectionOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>Name of the connection string.</summary>
    public const string Name = "worker-lease";

    /// <summary>The connection string itself. Required.</summary>
    [ConfigurationKeyName(Name)]
    [Required(ErrorMessage = "is missing: without a lease there is no leader, and no periodic task would ever run")]
    public string WorkerLease { get; set; } = "";
}
