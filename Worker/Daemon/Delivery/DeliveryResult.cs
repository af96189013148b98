using System.Globalization;
using System.Net;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>What became of one POST.</summary>
/// <param name="Outcome">In a metric.</param>
/// <param name="Status">The app's answer, if there was one.</param>
internal sealed record DeliveryResult(string Outcome, HttpStatusCode? Status = null)
{
    /// <summary>The app answered 200.</summary>
    public static readonly DeliveryResult Done = new("done", HttpStatusCode.OK);

    /// <summary>The app did not answer in time. What it does with the message is not known.</summary>
    public static readonly DeliveryResult TimedOut = new("timeout");

    /// <summary>The app was not there to be asked.</summary>
    public static readonly DeliveryResult Unreachable = new("unreachable");

    /// <summary>The app ended, or closed the connection, before it answered. What it did with the message is not known.</summary>
    public static readonly DeliveryResult Broken = new("broken");

    /// <summary>The instance ends.</summary>
    public static readonly DeliveryResult GivenUp = new("given_up");

    /// <summary>Whether the message is done: 200, and nothing else (D1).</summary>
    public bool IsDone => Status == HttpStatusCode.OK;

    /// <summary>The error in a span or metric; null if it is none.</summary>
    public string? Error => IsDone ? null : Status is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : Outcome;

    /// <summary>The app answered.</summary>
    public static DeliveryResult Answered(HttpStatusCode status) => status == HttpStatusCode.OK ? Done : new DeliveryResult("refused", status);
}
