using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

[StructLayout(LayoutKind.Auto)]
public readonly record struct GraphPoint(double X, double Y);
