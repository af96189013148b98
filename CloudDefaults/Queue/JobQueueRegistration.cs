using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Aws;
using MyArch.ServiceDefaults;

namespace MyArch.CloudDefaults.Queue;

/// <summary>Registers what sends to the worker tier's queue.</summary>
public static class JobQueueRegistration
{
    /// <summary>Adds <see cref="JobQueue"/>, with <see cref="JobQueueOptions"/> from the section <c>Jobs</c>.</summary>
    public static IHostApplicationBuilder AddJobQueue(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<JobQueueOptions>(JobQueueOptions.Section);
        builder.AddSqsClient(static services => services.GetRequiredService<IOptions<JobQueueOptions>>().Value.SendTimeout * 0.4);
        builder.AddTelemetrySources(JobQueue.SourceName);
        builder.Services.AddSingleton(static services => new JobQueue(services.GetRequiredService<IAmazonSQS>(), services.GetRequiredService<IOptions<JobQueueOptions>>()));
        return builder;
    }
}
