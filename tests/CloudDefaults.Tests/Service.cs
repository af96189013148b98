using Microsoft.Extensions.Hosting;

namespace MyArch.CloudDefaults.Tests;

/// <summary>A service with clients of AWS, configured as the AppHost does it.</summary>
internal static class Service
{
    /// <summary>Sets the variables that the SDK reads from the process's environment, and builds the service.</summary>
    public static IHost Build(Uri endpoint, Action<HostApplicationBuilder> add, params (string Key, string? Value)[] settings)
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_SQS", endpoint.AbsoluteUri);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_S3", endpoint.AbsoluteUri);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["AWS_REGION"] = "us-east-1";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        add(builder);
        return builder.Build();
    }
}
