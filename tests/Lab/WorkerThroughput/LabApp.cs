namespace MyArch.Lab.WorkerThroughput;

/// <summary>An app that does nothing, so that the daemon is what is measured.</summary>
internal static class LabApp
{
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.Run(static async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentLength = 0;
        });
        await app.RunAsync();
    }
}
