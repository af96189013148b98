using MyArch.ServiceDefaults;
using MyArch.ServiceDefaults.Tests.Host;

// A service as plain as they come, which the tests start as a process of its own.
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddValidatedOptions<SampleOptions>("Sample");

var app = builder.Build();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapSampleEndpoints();
app.Run();
