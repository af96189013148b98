namespace MyArch.SystemTests.Dashboard;

/// <summary>The environment <c>test</c>.</summary>
public sealed class TestDashboard() : DashboardSystem("test");
