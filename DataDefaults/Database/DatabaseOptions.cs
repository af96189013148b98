using System.ComponentModel.DataAnnotations;

namespace MyArch.DataDefaults;

/// <summary>How a service uses its database, section <c>Database</c>. The servers and the pool's size are in the connection string.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Database";

    /// <summary>How far behind the primary a replica may be and still serve reads. 50 ms to 10 min, 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00", ErrorMessage = "must be between 50 ms and 10 min: beyond it reads go to the primary")]
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often each server is asked whether it lives and how far it is. 20 ms to 1 min, 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:01:00", ErrorMessage = "must be between 20 ms and 1 min: it is how late a dead server is noticed")]
    public TimeSpan MonitorInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server may take to answer that question before it counts as dead. 50 ms to 1 min, 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00", ErrorMessage = "must be between 50 ms and 1 min: it is how late a server that hangs is noticed")]
    public TimeSpan MonitorTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a read may take on one server, the wait for a connection included. 50 ms to 5 min, 3 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00", ErrorMessage = "must be between 50 ms and 5 min: after it the other server is asked")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one attempt at a write may take. 50 ms to 5 min, 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00", ErrorMessage = "must be between 50 ms and 5 min: after it the write fails, or its outcome is unknown if it was being committed")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a write is tried that others keep in the way of (deadlock, serialization failure). 1 to 20, 5 by default.</summary>
    [Range(1, 20, ErrorMessage = "must be between 1 and 20")]
    public int WriteAttempts { get; set; } = 5;

    /// <summary>
    /// How long a read waits for a replica that has not come to the reader's own write yet, before it goes to the primary. 0 to 1 s, 10 ms by default: a replica nearby needs
    /// one or two.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ErrorMessage = "must be between 0 and 1 s: the primary has the write already")]
    public TimeSpan CatchUpWait { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the start of the service waits for its migrations. After that it starts without, and they go on. 0 to 5 min, 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "must be between 0 and 5 min: requests that need the database are answered with 503 until the migrations are done")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What <c>Retry-After</c> says while no server can do what is asked. 1 s to 5 min, 2 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "must be between 1 s and 5 min")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxLag < MonitorInterval * 2)
        {
            yield return new ValidationResult("must be at least twice MonitorInterval: lag is not known more exactly than that", [nameof(MaxLag)]);
        }

        if (CatchUpWait >= ReadTimeout)
        {
            yield return new ValidationResult("must be shorter than ReadTimeout, or the wait would end the read", [nameof(CatchUpWait)]);
        }
    }
}
