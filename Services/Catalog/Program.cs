using MyArch.Catalog;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase("store", migrations: typeof(Program).Assembly);
builder.AddCacheAside("catalog-cache");
builder.AddCatalog();

var app = builder.Build();
app.UseServiceDefaults();
app.UseDatabaseResponses();
app.MapDefaultEndpoints();
app.MapCatalog();

await app.RunAsync();
