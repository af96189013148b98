namespace MyArch.Worker.Handlers.Jobs;

/// <summary>What the daemon is told: 200 ends a message, anything else brings it back until it is a dead letter.</summary>
/// <param name="Outcome">In a metric.</param>
/// <param name="Status">The answer.</param>
/// <param name="Reason">Why it is not done, for the log and the answer.</param>
internal sealed record JobResult(string Outcome, int Status, string? Reason)
{
    /// <summary>It is done, or there is nothing to do.</summary>
    public static readonly JobResult Done = new("done", StatusCodes.Status200OK, Reason: null);

    /// <summary>It is on the queue once more, as a new message behind the others; this one is done.</summary>
    public static readonly JobResult Again = new("again", StatusCodes.Status200OK, Reason: null);

    /// <summary>It will never be done: nobody knows such a message, or it cannot be read.</summary>
    public static JobResult Unusable(string reason) => new("unusable", StatusCodes.Status422UnprocessableEntity, reason);

    /// <summary>It will never be done: whoever owns the data refuses it.</summary>
    public static JobResult Refused(int status, string reason) => new("refused", status, reason);

    /// <summary>It cannot be done now.</summary>
    public static JobResult Later(string reason) => new("later", StatusCodes.Status503ServiceUnavailable, reason);

    /// <summary>What an owner's answer means for the message.</summary>
    /// <param name="status">The answer to an internal call, which is none of those that mean "not now".</param>
    /// <param name="what">What was asked for, for the reason.</param>
    public static JobResult Of(System.Net.HttpStatusCode status, string what) => (int)status switch
    {
        >= 200 and < 300 => Done,
        >= 400 and < 500 => Refused((int)status, $"{what} was answered with {(int)status}."),
        _ => Later($"{what} was answered with {(int)status}."),
    };
}
