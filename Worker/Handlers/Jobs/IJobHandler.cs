namespace MyArch.Worker.Handlers.Jobs;

/// <summary>Does what a type of message asks for. A message may come more than once, and after itself: the effect must be the same.</summary>
internal interface IJobHandler
{
    /// <summary>The type, as the message's attribute says it.</summary>
    string Type { get; }

    /// <summary>Does it.</summary>
    /// <param name="body">The message's body as it was sent.</param>
    /// <param name="cancellationToken">Gives up: the daemon does not wait any more.</param>
    /// <returns>Whether it is done. What may be well another time is <see cref="JobResult.Later"/>, and never an exception of a dependency.</returns>
    Task<JobResult> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
