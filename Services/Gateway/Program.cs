using MyArch.Gateway;
using MyArch.Gateway.Internal;
using MyArch.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddTelemetry().AddProblemResponses().AddHealthEndpoints().AddDrain();
builder.AddGateway();

var app = builder.Build();
app.UseGateway();
app.MapDefaultEndpoints();
app.MapTargetGroups();
await app.RunAsync();
