using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon;
using MyArch.Worker.Daemon.Redrive;

if (args is [RedriveProgram.Command, .. var rest])
{
    return await RedriveProgram.RunAsync(rest);
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults();
builder.AddDaemon();

var app = builder.Build();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapDaemon();

await app.RunAsync();
return 0;
