namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>
/// One kind of telemetry. A part that takes one registers it as a singleton; <see cref="TelemetryReceiver"/> gives it a route. Called by many threads at once.
/// </summary>
internal interface IOtlpSignal
{
    /// <summary><c>traces</c> for <c>POST /v1/traces</c>.</summary>
    string Name { get; }

    /// <summary>Decodes an <c>Export…ServiceRequest</c> and stores what it brings.</summary>
    /// <param name="request">The body, unzipped; it is valid during the call only. Empty is a valid request without items.</param>
    /// <exception cref="OtlpFormatException">It is no such message: 400, and nothing of a request of usual size is stored. A resource that had a whole item before the fault may be known from now on.</exception>
    OtlpOutcome Receive(ReadOnlySpan<byte> request);
}
