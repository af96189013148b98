using MyArch.AppHost;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.Cart;
using MyArch.AppHost.Gateway;
using MyArch.AppHost.LocalAws;
using MyArch.AppHost.Media;
using MyArch.AppHost.Postgres;
using MyArch.AppHost.Redis;
using MyArch.AppHost.Startup;
using MyArch.AppHost.State;
using MyArch.AppHost.Topology;
using MyArch.AppHost.Worker;

StartupFailure.EndsWithOneLine();

var builder = DistributedApplication.CreateBuilder(args);

// Environment: dev, test or prod (--Topology:Environment), each with its own folder of state
var environment = builder.GetTopologyEnvironment();
var state = builder.UseStateDirectory(environment);

// Data tier: each service has a user of its own on each server, and nobody but the AppHost the administrator's password.
// Sessions must not be lost and a cache may be: two servers, since one can only forget or refuse when its memory is full. The sessions' refuses what would be more in a cart, and no order
var sessions = builder.AddRedis("sessions")
    .WithImageTag(ContainerImageTags.Redis)
    .WithDataVolume($"myarch-{environment.Name}-sessions")
    .WithArgs("--appendonly", "yes", "--appendfsync", "always", "--maxmemory", "512mb", "--maxmemory-policy", "noeviction");
var cartSessions = sessions.AddUser("cart", "cart-sessions", "cart:", "order:", "idem:");
var workerLease = sessions.AddUser("worker", "worker-lease", "lease:");

var cache = builder.AddRedis("cache")
    .WithImageTag(ContainerImageTags.Redis)
    .WithArgs("--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru", "--appendonly", "no");
var catalogCache = cache.AddUser("catalog", "catalog-cache", "cache:catalog:");
var mediaCache = cache.AddUser("media", "media-cache", "cache:media:");

var primary = builder.AddPostgres("postgres-primary")
    .WithImageTag(ContainerImageTags.Postgres)
    .WithDataVolume($"myarch-{environment.Name}-postgres-primary")
    .WithInitFiles("Postgres/primary-init");
var replica = environment.ReadReplica
    ? primary.AddReadReplica("postgres-replica").WithDataVolume($"myarch-{environment.Name}-postgres-replica")
    : null;
var store = primary.AddDatabaseWithOwner("store", owner: "catalog", environment, replica);
var press = primary.AddDatabaseWithOwner("press", owner: "media", environment, replica);

// SQS and S3: an endpoint on this machine, or with Aws:UseLocal=false those of AWS
var aws = builder.AddAws("aws", volume: $"myarch-{environment.Name}-aws");
var deadLetters = aws.AddQueue("jobs-dlq", retention: TimeSpan.FromDays(14));
var jobs = aws.AddQueue("jobs", deadLetters, maxReceiveCount: 10);
var pictures = aws.AddBucket("media-bucket", "media");

// Web tier. No instance waits for the data tier: one that starts while a database is down serves what it can
var adminKey = builder.AddGeneratedSecret("admin-key");
var time = builder.AddAutoScalingGroup<Projects.Time>("time", environment);
var cart = builder.AddAutoScalingGroup<Projects.Cart>("cart", environment)
    .WithInstances(instance => instance.WithReference(cartSessions).WithReference(jobs))
    .WithSessionStore(environment);
var catalog = builder.AddAutoScalingGroup<Projects.Catalog>("catalog", environment)
    .WithInstances(instance => instance
        .WithReference(store)
        .WithReference(catalogCache)
        .WithEnvironment("Cache__Prefix", "cache:catalog:")
        .WithEnvironment("Admin__Key", adminKey));
var media = builder.AddAutoScalingGroup<Projects.Media>("media", environment)
    .WithInstances(instance => instance
        .WithReference(press)
        .WithReference(mediaCache)
        .WithReference(jobs)
        .WithEnvironment("Cache__Prefix", "cache:media:")
        .WithEnvironment("Admin__Key", adminKey))
    .WithMediaStorage(pictures, state);

// Worker tier: a daemon that pulls from the queue, and beside it the app that it posts to
var worker = builder.AddAutoScalingGroup<Projects.Daemon>("worker", environment)
    .WithInstances(instance => instance
        .WithReference(jobs)
        .WithReference(workerLease)
        .WithClock()
        // Orders that the app decides at once. Of pictures it does fewer: one without a turn goes back behind the others
        .WithEnvironment("Sqsd__HttpConnections", "10")
        // Ten tries a minute apart outlast a restart of the database
        .WithEnvironment("Sqsd__ErrorVisibilityTimeout", "60"))
    .WithPolling(aws)
    .WithDrainCommands()
    .WithHandlers<Projects.Handlers>(environment)
    .WithApps(app => app.WithReference(jobs).WithThumbnailLimits())
    .WithMediaStorage(pictures, state);

// Load balancer
var gateway = builder.AddGateway<Projects.Gateway>("gateway", state)
    .WithTargetGroup(time)
    .WithTargetGroup(cart)
    .WithTargetGroup(catalog)
    .WithTargetGroup(media)
    .WithCaller(cart)
    .WithCaller(worker);

builder.ReportStartup(environment, gateway, adminKey);

builder.Build().Run();
