using System.Collections;

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
var isHealthy = app.Configuration.GetValue("Sample:Healthy", true);

app.MapGet("/health", () => isHealthy ? TypedResults.StatusCode(StatusCodes.Status200OK) : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable));
app.MapPost("/health/{value:bool}", (bool value) =>
{
    isHealthy = value;
    return TypedResults.NoContent();
});
app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value));
app.MapGet("/arguments", () => args);
app.MapGet("/directory", () => TypedResults.Text(Environment.CurrentDirectory));
app.MapPost("/say", async (HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    await Console.Out.WriteLineAsync(await reader.ReadToEndAsync());
    return TypedResults.NoContent();
});
app.MapPost("/exit/{code:int}", (int code) =>
{
    Console.Error.WriteLine($"leaving with {code}");
    Environment.Exit(code);
});
app.Run();
