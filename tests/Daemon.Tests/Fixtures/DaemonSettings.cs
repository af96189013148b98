namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>What the host sets for a daemon.</summary>
internal static class DaemonSettings
{
    public const string Secret = "the-secret-of-worker-and-its-app";
    public const string InternalSecret = "the-internal-secret-of-tests";

    public static Dictionary<string, string?> Of(string id, Uri endpoint, Uri queue, string app, string redis) => new()
    {
        ["Instance:Id"] = id,
        ["Instance:Zone"] = id[^2..^1],
        ["Instance:Type"] = "t3.micro",
        ["Instance:Version"] = "v1",
        ["Origin:Secret"] = Secret,
        ["Origin:InternalSecret"] = InternalSecret,
        ["Jobs:QueueUrl"] = queue.AbsoluteUri,
        ["Sqsd:AppUrl"] = app,
        // Shorter than in the system: tests pause and stop daemons all the time.
        ["Sqsd:WaitTimeSeconds"] = "1",
        ["Sqsd:CronFile"] = "none.yaml",
        ["Sqsd:ErrorVisibilityTimeout"] = "1",
        ["ConnectionStrings:worker-lease"] = redis,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_ENDPOINT_URL_SQS"] = endpoint.AbsoluteUri,
        ["urls"] = "http://127.0.0.1:0",
    };
}
