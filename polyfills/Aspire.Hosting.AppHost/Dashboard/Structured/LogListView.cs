using Aspire.Hosting.Dashboard.Filters;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Structured;

/// <summary>What the page shows: a page of log records, the one that is open, and how much the store has and has let go.</summary>
/// <param name="Newest">The highest number of all that is listed: of two senders the one that lags may have the higher numbers and the earlier times.</param>
internal sealed record LogListView(LogListQuery Query, Page<LogRecord> Logs, long? Newest, LogRecord? Open, LogStore Store, IReadOnlyList<string> Resources)
{
    public bool IsLive => Query.IsNewest;

    public IReadOnlyList<string> Notes => Query.Open is { } id && Open is null
        ? [.. Query.Notes, $"The log record {id} is not there any more: the oldest go first."]
        : Query.Notes;

    public static LogListView Of(LogListQuery query, LogStore store, TelemetryResources resources)
    {
        var found = store.List(query.ToFilter(), 0, int.MaxValue).Items;
        IReadOnlyList<LogRecord> all = query.Until is { } until ? [.. found.Where(log => log.Id <= until)] : found;
        // Past the end, for example because the store has let go what was there: the last page.
        query = query with { Page = Math.Clamp(query.Page, 1, Math.Max(1, (all.Count + LogListQuery.PageSize - 1) / LogListQuery.PageSize)) };
        var offset = (query.Page - 1) * LogListQuery.PageSize;
        var logs = new Page<LogRecord>([.. all.Skip(offset).Take(LogListQuery.PageSize)], all.Count, offset);
        var names = resources.All.Where(static resource => resource.HasLogs).Select(static resource => resource.Name);
        return new LogListView(
            query, logs, all.Max(static log => (long?)log.Id), query.Open is { } id ? store.Find(id) : null, store, ResourceNames.Of(names, query.Resource));
    }

    /// <summary>The address of another page of the records that are listed now, whatever comes in meanwhile.</summary>
    public string PageLink(int page) => page == 1
        ? (Query with { Page = 1, Until = null, Open = null }).Link()
        : (Query with { Page = page, Until = Query.Until ?? Newest, Open = null }).Link();

    public string OpenLink(LogRecord log) => (Query with { Open = log.Id }).Link();
}
