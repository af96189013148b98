using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace MyArch.ServiceDefaults;

/// <summary>
/// A request body, as the parameter of an endpoint's handler: exactly the JSON that <typeparamref name="T"/> describes, and valid by its data
/// annotations. The handler runs with a good body only; any other is answered before it with a problem that says what is wrong:
/// 415 for another content type, 413 above <see cref="JsonBodyReader.MaxBytes"/>, else 400 with <c>errors</c> by member.
/// </summary>
/// <typeparam name="T">A type in one of the service's <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>s.</typeparam>
public sealed class JsonBody<T> : IJsonBody, IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    internal JsonBody(T value) => _value = value;

    internal JsonBody(ProblemHttpResult problem) => Problem = problem;

    /// <summary>What the body says.</summary>
    public T Value => _value ?? throw new InvalidOperationException("The body was refused, so no handler should have asked for it.");

    internal ProblemHttpResult? Problem { get; }

    ProblemHttpResult? IJsonBody.Problem => Problem;

#pragma warning disable CA1000 // The framework's interfaces ask for these static members on the parameter's own type.
    /// <summary>Reads the body of a request. Called by the framework.</summary>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await context.RequestServices.GetRequiredService<JsonBodyReader>().ReadAsync<T>(context);

    /// <summary>Adds the answer to a bad body to the endpoint, so that no endpoint can forget it. Called by the framework.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        builder.FilterFactories.Add(static (_, next) => context =>
        {
            foreach (var argument in context.Arguments)
            {
                if (argument is IJsonBody { Problem: { } problem })
                {
                    return ValueTask.FromResult<object?>(problem);
                }
            }

            return next(context);
        });
    }
#pragma warning restore CA1000
}
