namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>The command line and environment of one start, with every value resolved.</summary>
/// <param name="Arguments">The arguments in order.</param>
/// <param name="Environment">The variables that the model asks for.</param>
internal sealed record ExecutionConfiguration(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);
