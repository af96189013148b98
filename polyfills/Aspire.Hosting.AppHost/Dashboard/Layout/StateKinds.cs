namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>How the looks of states are drawn, in tables and in the graph.</summary>
internal static class StateKinds
{
    extension(StateKind kind)
    {
        /// <summary>The name of its classes.</summary>
        public string Name => kind switch
        {
            StateKind.Good => "good",
            StateKind.Busy => "busy",
            StateKind.Warning => "warning",
            StateKind.Bad => "bad",
            _ => "off",
        };

        /// <summary>Its sign: colour alone says nothing to some.</summary>
        public string Icon => kind switch
        {
            StateKind.Good => "●",
            StateKind.Busy => "◐",
            StateKind.Warning => "▲",
            StateKind.Bad => "✕",
            _ => "○",
        };
    }
}
