using MyArch.ServiceDefaults;
using MyArch.Worker.Handlers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults();
builder.AddHandlers();

var app = builder.Build();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapHandlers();

await app.RunAsync();
