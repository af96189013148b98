using System.ComponentModel.DataAnnotations;

namespace MyArch.ServiceDefaults.Tests.Host;

internal sealed class SampleOptions
{
    [Range(1, 10)]
    public int Count { get; set; } = 1;
}
