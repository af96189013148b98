using MyArch.CloudDefaults.Queue;
using MyArch.CloudDefaults.Storage;
using MyArch.DataDefaults;
using MyArch.Media;
using MyArch.Media.Pages;
using MyArch.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults();
builder.AddSendBuffers();
builder.AddReceiveBuffers();
builder.AddDatabase("press", migrations: typeof(Program).Assembly);
builder.AddCacheAside("media-cache");
builder.AddJobQueue();
builder.AddBlobStorage();
builder.AddMedia();
builder.AddPressPages();

var app = builder.Build();
app.UseServiceDefaults();
app.UseDatabaseResponses();
app.UseStorageResponses();
app.MapDefaultEndpoints();
app.MapMedia();
app.MapPressPages();

await app.RunAsync();
