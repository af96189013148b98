var builder = DistributedApplication.CreateBuilder(args);
if (builder.Configuration["Sample:Fail"] is { } message)
{
    throw new InvalidOperationException(message);
}

if (builder.Configuration["Sample:Leave"] is not null)
{
    return 3;
}

if (builder.Configuration["Sample:Store"] is { } store)
{
    builder.Configuration["Aspire:Store:Path"] = store;
}

var key = builder.AddParameter("key", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
var front = builder.AddProject<Projects.Sample_Service>("front", o => o.ExcludeLaunchProfile = true)
    .WithHttpEndpoint(isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Sample__Key", key);
builder.AddProject<Projects.Sample_Service>("back", o => o.ExcludeLaunchProfile = true)
    .WithHttpEndpoint(port: 18_080)
    .WithReference(front)
    .WaitFor(front);
builder.AddConnectionString("front-address", ReferenceExpression.Create($"address={front.GetEndpoint("http")};key={key}"));
var app = builder.Build();
await app.RunAsync();
if (builder.Configuration["Sample:Mark"] is { } mark)
{
    await File.WriteAllTextAsync(mark, "ended");
}

return 0;
