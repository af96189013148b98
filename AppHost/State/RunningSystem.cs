namespace MyArch.AppHost.State;

/// <summary>What <c>running.json</c> says.</summary>
/// <param name="Pid">The AppHost's process.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Gateway">The public listener's address.</param>
/// <param name="GatewayHttps">The public TLS listener's address.</param>
/// <param name="Internal">The internal listener's address.</param>
/// <param name="Dashboard">The dashboard's address; empty when there is none.</param>
/// <param name="DashboardToken">Signs a browser in: <c>/login?t=…</c>.</param>
/// <param name="DashboardApiKey">What scripts send to the dashboard as <c>x-api-key</c>.</param>
/// <param name="AdminKey">What the editors of the sites send as <c>Authorization: Bearer</c>.</param>
internal sealed record RunningSystem(
    int Pid, string Environment, string Gateway, string GatewayHttps, string Internal, string Dashboard, string DashboardToken, string DashboardApiKey, string AdminKey);
