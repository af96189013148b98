using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>A program that was just started for a resource, and what snapshots show of it.</summary>
internal sealed record StartedWorkload(ChildProcess Process, ExecutionConfiguration Configuration, ImmutableArray<ResourcePropertySnapshot> Properties);
