using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MyArch.ServiceDefaults;

namespace MyArch.CloudDefaults.Aws;

/// <summary>
/// Registers clients of AWS. Endpoint, region and credentials come from the SDK's own sources, so the same service talks to an endpoint on this machine (<c>AWS_ENDPOINT_URL_SQS</c>,
/// <c>AWS_ENDPOINT_URL_S3</c>) or to AWS.
/// </summary>
public static class AwsClientRegistration
{
    // A request that failed is sent so often again; the SDK's standard mode has the same number.
    private const int Retries = 2;

    /// <summary>
    /// How long one attempt may take unless the caller says so: 5 s. An endpoint behind a proxy accepts connections while nobody answers them, so without a limit a call would hang.
    /// </summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the client of SQS, one for the process.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="timeout">How long one attempt may take, with two more after it; by default <see cref="DefaultTimeout"/>. Whoever polls for 20 s needs more.</param>
    public static IHostApplicationBuilder AddSqsClient(this IHostApplicationBuilder builder, TimeSpan? timeout = null) => builder.AddSqsClient(_ => timeout ?? DefaultTimeout);

    /// <summary>Adds the client of SQS with a time-out that the service's options say.</summary>
    internal static IHostApplicationBuilder AddSqsClient(this IHostApplicationBuilder builder, Func<IServiceProvider, TimeSpan> timeout)
    {
        builder.AddAwsEnvironment();
        builder.Services.TryAddSingleton<IAmazonSQS>(services => new AmazonSQSClient(new AmazonSQSConfig { Timeout = timeout(services), MaxErrorRetry = Retries }));
        return builder;
    }

    /// <summary>Adds the client of S3, one for the process. Buckets are in the path and not in the host's name, which an endpoint of one's own does not have for each.</summary>
    /// <param name="builder">The service.</param>
    /// <remarks>An attempt may take 30 s until its answer begins, with the body that it sends; who cannot wait so long says so by his token.</remarks>
    public static IHostApplicationBuilder AddS3Client(this IHostApplicationBuilder builder)
    {
        builder.AddAwsEnvironment();
        builder.Services.TryAddSingleton<IAmazonS3>(_ => new AmazonS3Client(
            new AmazonS3Config
            {
                ForcePathStyle = true,
                Timeout = TimeSpan.FromSeconds(30),
                MaxErrorRetry = Retries,
                // How much of a body is read at a time while it is sent; 8 KiB by default.
                BufferSize = 128 * 1024,
                // Bodies are signed by their SHA-256 in either case; the additional CRC, made in managed code, cost a third of the throughput.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }));
        return builder;
    }

    private static void AddAwsEnvironment(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(static service => service.ServiceType == typeof(AwsEnvironment)))
        {
            return;
        }

        builder.Services.AddSingleton<AwsEnvironment>();
        // The SDK would look for a region until the first request, and then say so in its own words.
        builder.Services.AddOptions<AwsEnvironment>()
            .Validate<IConfiguration>(static (_, configuration) => !string.IsNullOrWhiteSpace(configuration["AWS_REGION"]), "AWS_REGION: is missing; an endpoint of one's own needs one too, it is part of what is signed")
            .ValidateOnStart();
        builder.AddTelemetrySources(AwsTracing.SourceName);
        AwsTracing.Register();
    }

    /// <summary>Says that the SDK's environment was looked at.</summary>
    private sealed class AwsEnvironment;
}
