using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;

namespace MyArch.Worker.Daemon;

/// <summary>The queue that the daemon works for.</summary>
internal sealed class WorkerQueue(IOptions<JobQueueOptions> options)
{
    /// <summary>Its URL.</summary>
    public string Url { get; } = options.Value.QueueUrl!.AbsoluteUri;

    /// <summary>Its name, the last part of the URL.</summary>
    public string Name { get; } = options.Value.QueueUrl!.Segments[^1].TrimEnd('/');
}
