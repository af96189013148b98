namespace Aspire.Hosting.Dashboard.Api.Resources;

/// <param name="Number">Counts the lines of the resource from 1. A gap is what is no longer kept.</param>
/// <param name="Time">UTC, ISO 8601.</param>
/// <param name="Stream"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The line without what was meant for a terminal.</param>
internal sealed record ResourceLine(long Number, string Time, string Stream, string Text);
