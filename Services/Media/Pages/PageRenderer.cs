using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Storage;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Pages;

/// <summary>Renders components to whole pages. They are plain HTML: nothing of a component lives on in the browser.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers, IOptions<InstanceOptions> instance, IOptions<StorageOptions> storage)
{
    private readonly PageFacts _facts = new(instance.Value.Id, instance.Value.Zone, storage.Value.Kind.ToString());

    /// <summary>The facts of a page that needs no data.</summary>
    public PageFacts Facts => _facts;

    /// <summary>The facts of a page that is made of that answer.</summary>
    public PageFacts FactsOf<T>(Cached<T> answer) => _facts with
    {
        Database = answer.Role is { } role ? (role == DatabaseRole.Replica ? "replica" : "primary") : null,
        Cache = answer.Outcome == CacheOutcome.Hit ? "hit" : "miss",
    };

    /// <summary>Renders a page.</summary>
    /// <param name="status">The status that it is sent with.</param>
    /// <param name="parameters">The component's parameters, by name.</param>
    public async Task<PageResult> RenderAsync<TPage>(int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value, StringComparer.Ordinal));
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(view)).ToHtmlString());
        return new(status, Encoding.UTF8.GetBytes(html));
    }
}
