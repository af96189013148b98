using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    [Fact]
    public async Task Holes_are_filled_and_braces_and_literals_stay()
    {
        var user = Parameter("user", "anna");
        var expression = ReferenceExpression.Create($"User={user};Format={{0}};Plain={"x{1}"};Empty={(string?)null}");
        expression.Format.ShouldBe("User={0};Format={{0}};Plain=x{{1}};Empty=");
        expression.ValueExpression.ShouldBe("User={user.value};Format={0};Plain=x{1};Empty=");
        (await expression.GetValueAsync(CancellationToken.None)).ShouldBe("User=anna;Format={0};Plain=x{1};Empty=");
    }

    [Fact]
    public async Task Expressions_nest_and_the_uri_format_escapes()
    {
        var secret = Parameter("secret", "p@ss/word {1}");
        var inner = ReferenceExpression.Create($"{secret:uri}");
        var outer = ReferenceExpression.Create($"redis://:{inner}@{"a b":uri}");
        (await outer.GetValueAsync(CancellationToken.None)).ShouldBe("redis://:p%40ss%2Fword%20%7B1%7D@a%20b");
        ((IValueWithReferences)outer).References.ShouldBe([inner]);
    }

    [Fact]
    public void Any_other_format_is_an_error() =>
        Should.Throw<FormatException>(() => ReferenceExpression.Create($"{"x":hex}")).Message.ShouldContain("'hex'");

    [Fact]
    public async Task A_builder_makes_the_same_expression_as_one_string()
    {
        var user = Parameter("user", "anna");
        var builder = new ReferenceExpressionBuilder();
        builder.IsEmpty.ShouldBeTrue();
        builder.AppendLiteral("a{b}");
        builder.Append($",user={user}");
        builder.Append($"{",end"}");
        var expression = builder.Build();
        (await expression.GetValueAsync(CancellationToken.None)).ShouldBe("a{b},user=anna,end");
    }

    [Theory]
    [InlineData(true, "rediss")]
    [InlineData(false, "redis")]
    public async Task A_choice_is_made_when_the_value_is_asked_for(bool tls, string scheme)
    {
        var resource = new ContainerResource("cache");
        var endpoint = new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, name: "tcp");
        resource.Annotations.Add(endpoint);
        var value = new EndpointReference(resource, "tcp").GetTlsValue(ReferenceExpression.Create($"rediss"), ReferenceExpression.Create($"redis"));
        var whole = ReferenceExpression.Create($"{value}://");
        endpoint.TlsEnabled = tls;
        value.IsConditional.ShouldBeTrue();
        (await whole.GetValueAsync(CancellationToken.None)).ShouldBe($"{scheme}://");
    }

    [Fact]
    public async Task A_connection_string_waits_for_the_endpoint_that_it_is_made_of()
    {
        var resource = new ContainerResource("cache");
        var endpoint = new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, name: "tcp", targetPort: 6379);
        resource.Annotations.Add(endpoint);
        var reference = new EndpointReference(resource, endpoint);
        var expression = ReferenceExpression.Create(
            $"{reference.Property(EndpointProperty.HostAndPort)},{reference.Property(EndpointProperty.Scheme)},{reference.Property(EndpointProperty.TargetPort)},{reference.Property(EndpointProperty.IPV4Host)},{reference}");
        expression.ValueExpression.ShouldBe(
            "{cache.bindings.tcp.host}:{cache.bindings.tcp.port},{cache.bindings.tcp.scheme},{cache.bindings.tcp.targetPort},{cache.bindings.tcp.host},{cache.bindings.tcp.url}");
        var value = expression.GetValueAsync(CancellationToken.None).AsTask();
        value.IsCompleted.ShouldBeFalse();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 4711);
        (await value).ShouldBe("localhost:4711,tcp,6379,127.0.0.1,tcp://localhost:4711");
    }

    private static ParameterResource Parameter(string name, string value) => new(name, _ => value);
}
