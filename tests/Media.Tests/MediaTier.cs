using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using Npgsql;

namespace MyArch.Media.Tests;

/// <summary>A primary with its replica, a Redis, and an endpoint of SQS and S3, started once for all tests. Each test class has a database, a bucket and a queue of its own.</summary>
public sealed class MediaTier : IAsyncLifetime
{
    private const string Region = "us-east-1";
    private const string Credential = "local";

    private readonly AwsEndpoint _aws = new();
    private readonly TemporaryDirectory _folder = new();
    private int _tenants;
    private PostgresServer? _primary;
    private PostgresServer? _replica;
    private RedisServer? _redis;

    internal AwsEndpoint Aws => _aws;

    internal IAmazonS3 S3 { get; private set; } = null!;

    internal IAmazonSQS Sqs { get; private set; } = null!;

    internal PostgresServer Primary => _primary ?? throw NotStarted;

    internal PostgresServer Replica => _replica ?? throw NotStarted;

    internal RedisServer Redis => _redis ?? throw NotStarted;

    private static InvalidOperationException NotStarted => new("The data tier has not been started.");

    public async Task InitializeAsync()
    {
        var endpoint = _aws.InitializeAsync();
        _redis = await RedisServer.StartAsync();
        _primary = await PostgresServer.StartAsync(settings: ["-c", "max_connections=200"]);
        _replica = await _primary.StartReplicaAsync();
        await endpoint;
        // The SDK's own variables: what the AppHost gives to a service.
        Environment.SetEnvironmentVariable("AWS_REGION", Region);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", Credential);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", Credential);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_SQS", _aws.Url.AbsoluteUri);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_S3", _aws.Url.AbsoluteUri);
        var credentials = new BasicAWSCredentials(Credential, Credential);
        S3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = _aws.Url.AbsoluteUri, AuthenticationRegion = Region, ForcePathStyle = true });
        Sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = _aws.Url.AbsoluteUri, AuthenticationRegion = Region });
    }

    public async Task DisposeAsync()
    {
        S3?.Dispose();
        Sqs?.Dispose();
        foreach (var server in (IAsyncDisposable?[])[_replica, _primary, _redis])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Makes an empty database, a bucket, a queue and a directory.</summary>
    internal async Task<Tenant> CreateTenantAsync()
    {
        await _aws.RequireAsync();
        var number = Interlocked.Increment(ref _tenants);
        var tenant = new Tenant($"press_{number}", $"media-{number}", (await Sqs.CreateQueueAsync($"jobs-{number}")).QueueUrl, _folder.Combine($"{number}"));
        Directory.CreateDirectory(tenant.Directory);
        await ExecuteAsync("postgres", $"CREATE DATABASE {tenant.Database}");
        await S3.PutBucketAsync(tenant.Bucket);
        return tenant;
    }

    /// <summary>An instance of the service.</summary>
    internal MediaServer CreateServer(Tenant tenant, bool withReplica = false, string id = "media-a1", params IEnumerable<(string Key, string Value)> settings) =>
        new(
            id,
            [
                ("ConnectionStrings:press",
                    $"Host=127.0.0.1:{Primary.Port}{(withReplica ? $",127.0.0.1:{Replica.Port}" : "")};Username={PostgresServer.Superuser};Database={tenant.Database};Timeout=30;Maximum Pool Size=20"),
                ("ConnectionStrings:media-cache", Redis.ConnectionString),
                // The servers' caches are apart, as their databases are.
                ("Cache:Prefix", $"cache:media:{tenant.Database}:"),
                ("Jobs:QueueUrl", tenant.QueueUrl),
                ("Storage:Bucket", tenant.Bucket),
                // A machine that is busy with other tests is slow and not broken.
                ("Cache:OperationTimeout", "00:00:10"),
                ("Database:StartTimeout", "00:01:00"),
                ("Jobs:SendTimeout", "00:00:30"),
                ("Database:MonitorTimeout", "00:00:10"),
                ("Database:ReadTimeout", "00:00:20"),
                ("Database:WriteTimeout", "00:00:30"),
                ("Media:SweepTimeout", "00:01:00"),
                .. settings,
            ]);

    /// <summary>What is on the queue, without taking it off.</summary>
    internal async Task<IReadOnlyList<Message>> ReceiveAsync(Tenant tenant) =>
        (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(tenant.QueueUrl) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] })).Messages ?? [];

    /// <summary>Runs one statement as the superuser on the primary, and returns the first value of its first row.</summary>
    internal Task<object?> ExecuteAsync(string database, string sql) => ExecuteAsync(Primary, database, sql);

    /// <summary>Lets the replica stand still: what is committed from now on, it does not see.</summary>
    internal Task PauseReplicaAsync() => ExecuteAsync(Replica, "postgres", "SELECT pg_wal_replay_pause()");

    /// <summary>Lets the replica go on.</summary>
    internal Task ResumeReplicaAsync() => ExecuteAsync(Replica, "postgres", "SELECT pg_wal_replay_resume()");

    private static async Task<object?> ExecuteAsync(PostgresServer server, string database, string sql)
    {
        // Not pooled: no connection of the tests is left over when a server is stopped.
        await using var connection = new NpgsqlConnection($"{server.ConnectionString(database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
