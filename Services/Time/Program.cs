using MyArch.ServiceDefaults;
using MyArch.Time;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults();
builder.AddTime();

var app = builder.Build();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapTime();

await app.RunAsync();
