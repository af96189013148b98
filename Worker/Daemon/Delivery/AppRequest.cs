using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using MyArch.CloudDefaults.Queue;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Periodic;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>Makes the POST of a message as the real daemon does (D1).</summary>
/// <param name="app">The app's address.</param>
/// <param name="options">Path and media type.</param>
/// <param name="queueName">What the app is told the queue is called.</param>
/// <param name="secret">By which the app knows its daemon.</param>
internal sealed class AppRequest(Uri app, SqsdOptions options, string queueName, string secret)
{
    private const string UserAgent = "aws-sqsd/2.0";
    private const string Prefix = "X-Aws-Sqsd-";
    private const string AttributePrefix = $"{Prefix}Attr-";

    // ISO 8601 in UTC, in whole seconds.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly string _authority = app.GetLeftPart(UriPartial.Authority);
    private readonly Uri _messages = new(app.GetLeftPart(UriPartial.Authority) + options.HttpPath);
    private readonly MediaTypeHeaderValue _mediaType = new(options.MimeType);

    /// <summary>The request of a message; of a periodic task's message the one of the task, whose body is empty.</summary>
    public HttpRequestMessage Create(Job job, bool isTraced)
    {
        var message = job.Message;
        // Put together as text: as a relative reference, a path that begins with two slashes would lead to another host.
        var request = new HttpRequestMessage(HttpMethod.Post, job.TaskPath is { } path ? new Uri(_authority + path) : _messages)
        {
            Content = new ByteArrayContent(job.TaskPath is null ? Encoding.UTF8.GetBytes(message.Body ?? "") : []) { Headers = { ContentType = _mediaType } },
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(OriginVerification.Header, secret);
        headers.TryAddWithoutValidation($"{Prefix}Msgid", message.MessageId);
        headers.TryAddWithoutValidation($"{Prefix}Queue", queueName);
        headers.TryAddWithoutValidation($"{Prefix}Receive-Count", job.ReceiveCount.ToString(CultureInfo.InvariantCulture));
        if (job.FirstReceivedAt is { } first)
        {
            headers.TryAddWithoutValidation($"{Prefix}First-Received-At", first.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        }

        if (!isTraced && job.Text(JobAttributes.TraceParent) is { } traceParent && job.Parent != default)
        {
            // Nothing here makes spans: what the app does still belongs to the trace of the sender.
            headers.TryAddWithoutValidation(JobAttributes.TraceParent, traceParent);
        }

        if (job.TaskName is { } task)
        {
            AddIfSendable(headers, $"{Prefix}Taskname", task);
            AddIfSendable(headers, $"{Prefix}Scheduled-At", job.Text(TaskAttributes.ScheduledTime));
            AddIfSendable(headers, $"{Prefix}Sender-Id", job.SenderId);
        }

        foreach (var (name, value) in message.MessageAttributes ?? [])
        {
            if (!TaskAttributes.IsOne(name))
            {
                // Binary ones have no text and are left out, as the real daemon does.
                AddIfSendable(headers, AttributePrefix + name, value.StringValue);
            }
        }

        return request;
    }

    // A header has one line. An attribute with more than one could be made to look like further headers, and is no header; the message says the rest.
    private static void AddIfSendable(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null && !value.Any(static c => char.IsControl(c)))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
