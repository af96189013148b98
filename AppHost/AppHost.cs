using MyArch.AppHost;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.Cart;
using MyArch.AppHost.Gateway;
using MyArch.AppHost.Postgres;
using MyArch.AppHost.Redis;
using MyArch.AppHost.Startup;
using MyArch.AppHost.State;
using MyArch.AppHost.Topology;

StartupFailure.EndsWithOneLine();

var builder = DistributedApplication.CreateBuilder(args);

// Environment: dev, test or prod (--Topology:Environment), each with its own folder of state
var environment = builder.GetTopologyEnvironment();
var state = builder.UseStateDirectory(environment);

// Data tier: each service has a user of its own on each server, and nobody but the AppHost the administrator's password
var sessions = builder.AddRedis("sessions")
    .WithImageTag(ContainerImageTags.Redis)
    .WithDataVolume($"myarch-{environment.Name}-sessions")
    .WithArgs("--appendonly", "yes", "--appendfsync", "always", "--maxmemory", "512mb", "--maxmemory-policy", "volatile-ttl");
var cartSessions = sessions.AddUser("cart", "cart-sessions", "cart:", "order:", "idem:");
var catalogCache = sessions.AddUser("catalog", "catalog-cache", "cache:catalog:");

var primary = builder.AddPostgres("postgres-primary")
    .WithImageTag(ContainerImageTags.Postgres)
    .WithDataVolume($"myarch-{environment.Name}-postgres-primary")
    .WithInitFiles("Postgres/primary-init");
var replica = environment.ReadReplica
    ? primary.AddReadReplica("postgres-replica").WithDataVolume($"myarch-{environment.Name}-postgres-replica")
    : null;
var store = primary.AddDatabaseWithOwner("store", owner: "catalog", environment, replica);
primary.AddDatabaseWithOwner("press", owner: "media", environment, replica);

// Web tier. No instance waits for the data tier: one that starts while a database is down serves what it can
var adminKey = builder.AddGeneratedSecret("admin-key");
var time = builder.AddAutoScalingGroup<Projects.Time>("time", environment);
var cart = builder.AddAutoScalingGroup<Projects.Cart>("cart", environment)
    .WithInstances(instance => instance.WithReference(cartSessions))
    .WithSessionStore(environment);
var catalog = builder.AddAutoScalingGroup<Projects.Catalog>("catalog", environment)
    .WithInstances(instance => instance
        .WithReference(store)
        .WithReference(catalogCache)
        .WithEnvironment("Cache__Prefix", "cache:catalog:")
        .WithEnvironment("Admin__Key", adminKey));

// Load balancer
var gateway = builder.AddGateway<Projects.Gateway>("gateway", state)
    .WithTargetGroup(time)
    .WithTargetGroup(cart)
    .WithTargetGroup(catalog)
    .WithCaller(cart);

builder.ReportStartup(environment, gateway, adminKey);

builder.Build().Run();
