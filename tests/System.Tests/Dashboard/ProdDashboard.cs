namespace MyArch.SystemTests.Dashboard;

/// <summary>The environment <c>prod</c>, with three instances of everything.</summary>
public sealed class ProdDashboard() : DashboardSystem("prod");
