using MyArch.AppHost;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.Gateway;
using MyArch.AppHost.Postgres;
using MyArch.AppHost.Startup;
using MyArch.AppHost.State;
using MyArch.AppHost.Topology;

StartupFailure.EndsWithOneLine();

var builder = DistributedApplication.CreateBuilder(args);

// Environment: dev, test or prod (--Topology:Environment), each with its own folder of state
var environment = builder.GetTopologyEnvironment();
var state = builder.UseStateDirectory(environment);

// Data tier
builder.AddRedis("sessions")
    .WithImageTag(ContainerImageTags.Redis)
    .WithDataVolume($"myarch-{environment.Name}-sessions")
    .WithArgs("--appendonly", "yes");

var primary = builder.AddPostgres("postgres-primary")
    .WithImageTag(ContainerImageTags.Postgres)
    .WithDataVolume($"myarch-{environment.Name}-postgres-primary");
primary.AddDatabase("store-db", "store");
primary.AddDatabase("press-db", "press");

if (environment.ReadReplica)
{
    primary.AddReadReplica("postgres-replica")
        .WithDataVolume($"myarch-{environment.Name}-postgres-replica");
}

// Web tier
var time = builder.AddAutoScalingGroup<Projects.Time>("time", environment);

// Load balancer
var gateway = builder.AddGateway<Projects.Gateway>("gateway", state)
    .WithTargetGroup(time);

builder.ReportStartup(environment, gateway);

builder.Build().Run();
