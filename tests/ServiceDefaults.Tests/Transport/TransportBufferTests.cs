using System.Globalization;

namespace MyArch.ServiceDefaults.Tests.Transport;

public sealed class TransportBufferTests
{
    [Fact]
    public async Task What_is_received_lies_in_large_blocks()
    {
        const int Length = 1_000_000;
        await using var service = await TestService.StartAsync(
            static app => app.MapPost("/pieces", async (HttpRequest request) =>
            {
                var body = await request.BodyReader.ReadAtLeastAsync(Length);
                var pieces = 0;
                foreach (var _ in body.Buffer)
                {
                    pieces++;
                }

                request.BodyReader.AdvanceTo(body.Buffer.End);
                return pieces.ToString(CultureInfo.InvariantCulture);
            }),
            configure: static builder => builder.AddReceiveBuffers());

        using var response = await service.Client.PostAsync("/pieces", new ByteArrayContent(new byte[Length]));

        // 31 would hold it. Of the server's own there would be 245.
        int.Parse(await response.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture).ShouldBeLessThan(60);
    }
}
