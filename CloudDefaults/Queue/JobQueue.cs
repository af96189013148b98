using System.Diagnostics;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Aws;

namespace MyArch.CloudDefaults.Queue;

/// <summary>Sends messages to the worker tier.</summary>
public sealed class JobQueue
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "MyArch.CloudDefaults.Queue";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly IAmazonSQS _sqs;
    private readonly string _url;
    private readonly string _name;
    private readonly TimeSpan _timeout;

    /// <summary>Made by <see cref="JobQueueRegistration.AddJobQueue"/>.</summary>
    internal JobQueue(IAmazonSQS sqs, IOptions<JobQueueOptions> options)
    {
        var url = options.Value.QueueUrl!;
        (_sqs, _url, _name, _timeout) = (sqs, url.AbsoluteUri, url.Segments[^1].TrimEnd('/'), options.Value.SendTimeout);
    }

    /// <summary>Sends one message and returns when the queue has it.</summary>
    /// <param name="type">What it is: the attribute <see cref="JobAttributes.Type"/>.</param>
    /// <param name="json">The body, UTF-8, at most 256 KiB with the attributes (D6).</param>
    /// <param name="cancellationToken">Gives up. The queue may have the message all the same.</param>
    /// <exception cref="QueueUnavailableException">The queue did not answer within <see cref="JobQueueOptions.SendTimeout"/>, or refused.</exception>
    public async Task SendAsync(string type, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var span = StartSpan(type);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_timeout);
        try
        {
            var sent = await _sqs.SendMessageAsync(Request(type, json, Activity.Current), deadline.Token);
            span?.SetTag("messaging.message.id", sent.MessageId);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (AwsFailure.IsOne(failure) || deadline.IsCancellationRequested))
        {
            span?.SetStatus(ActivityStatusCode.Error);
            span?.SetTag("error.type", failure is AmazonServiceException { ErrorCode: { } code } ? code : failure.GetType().FullName);
            throw new QueueUnavailableException($"The queue '{_name}' did not take a message: {failure.Message}", failure);
        }
    }

    // OpenTelemetry's conventions for messaging; the span's context goes with the message, so that whoever handles it goes on with the trace.
    private Activity? StartSpan(string type)
    {
        var span = Source.StartActivity($"send {_name}", ActivityKind.Producer);
        span?.SetTag("messaging.system", "aws_sqs")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.operation.name", "send")
            .SetTag("messaging.destination.name", _name)
            .SetTag("myarch.job.type", type);
        return span;
    }

    private SendMessageRequest Request(string type, ReadOnlyMemory<byte> json, Activity? current)
    {
        Dictionary<string, MessageAttributeValue> attributes = new(StringComparer.Ordinal)
        {
            [JobAttributes.Type] = new() { DataType = "String", StringValue = type },
        };
        if (current is { IdFormat: ActivityIdFormat.W3C, Id: { } traceParent })
        {
            attributes[JobAttributes.TraceParent] = new() { DataType = "String", StringValue = traceParent };
        }

        return new SendMessageRequest(_url, Encoding.UTF8.GetString(json.Span)) { MessageAttributes = attributes };
    }
}
