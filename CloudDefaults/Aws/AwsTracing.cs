using System.Diagnostics;
using Amazon;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace MyArch.CloudDefaults.Aws;

/// <summary>
/// Makes the SDK's spans of S3 calls ordinary activities, named and described by OpenTelemetry's conventions for AWS (<c>S3/PutObject</c>, <c>rpc.system</c>, <c>rpc.method</c>). The SDK makes many
/// more, of each step of a call: these are left out, and so are those of SQS, whose messages have spans of their own.
/// </summary>
internal sealed class AwsTracing : TracerProvider
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "MyArch.CloudDefaults.Aws";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Tracer None = new DefaultTelemetryProvider().TracerProvider.GetTracer(SourceName);
    private static int _registered;

    private AwsTracing()
    {
    }

    /// <summary>Registers with the SDK, once for the process.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 0)
        {
            AWSConfigs.TelemetryProvider.RegisterTracerProvider(new AwsTracing());
        }
    }

    /// <inheritdoc/>
    public override Tracer GetTracer(string scope) =>
        scope.EndsWith(".S3", StringComparison.Ordinal) ? new CallTracer() : None;

    private sealed class CallTracer : Tracer
    {
        public override TraceSpan CreateSpan(
            string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
        {
            var activity = spanKind == SpanKind.CLIENT ? Source.StartActivity(name.Replace('.', '/'), ActivityKind.Client) : null;
            if (activity is null)
            {
                return None.CreateSpan(name, initialAttributes, spanKind, parentContext);
            }

            foreach (var (key, value) in initialAttributes?.AllAttributes ?? [])
            {
                activity.SetTag(key, value);
            }

            return new CallSpan(activity);
        }
    }

    private sealed class CallSpan(Activity activity) : TraceSpan
    {
        public override void EmitEvent(string name, Attributes? attributes = null) => activity.AddEvent(new ActivityEvent(name));

        public override void SetAttribute(string key, object value) => activity.SetTag(key, value);

        public override void SetStatus(SpanStatus status)
        {
            if (status == SpanStatus.ERROR)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        public override void RecordException(Exception exception, Attributes? attributes = null)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("error.type", exception.GetType().FullName);
        }

        public override void End() => activity.Dispose();

        protected override void Dispose(bool disposing)
        {
            activity.Dispose();
            base.Dispose(disposing);
        }
    }
}
