using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

/// <summary>What is known of a server whose answers come out of order.</summary>
public sealed class ServerTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly Server _server = new("127.0.0.1", 5432);

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_position_only_rises_while_the_server_runs()
    {
        Observe(1, Noon, 500);
        Observe(3, Noon, 700);

        Observe(2, Noon, 600).ShouldBe(700UL);
        _server.Position.ShouldBe(new NpgsqlLogSequenceNumber(700));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-60)]
    public void A_server_that_starts_anew_is_where_it_says_also_if_its_clock_was_set_back(int minutes)
    {
        Observe(1, Noon, 500);

        Observe(2, Noon.AddMinutes(minutes), 400).ShouldBe(400UL);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-60)]
    public void A_late_answer_from_before_the_start_says_nothing_of_the_server_any_more(int minutes)
    {
        Observe(1, Noon, 500);
        Observe(3, Noon.AddMinutes(minutes), 400);

        Observe(2, Noon, 600).ShouldBe(400UL);
        Observe(4, Noon.AddMinutes(minutes), 450).ShouldBe(450UL);
    }

    [Fact]
    public void A_replica_that_became_the_primary_stays_the_primary_whatever_it_said_before()
    {
        Observe(1, Noon, 500);
        Observe(3, Noon, 510, DatabaseRole.Primary);

        Observe(2, Noon, 600);

        _server.Role.ShouldBe(DatabaseRole.Primary);
        _server.Position.ShouldBe(new NpgsqlLogSequenceNumber(510));
    }

    private ulong Observe(long question, DateTime started, ulong position, DatabaseRole role = DatabaseRole.Replica) =>
        (ulong)_server.Observe(new ServerAnswer(question, role, started, SystemIdentifier: 1, new NpgsqlLogSequenceNumber(position), new NpgsqlLogSequenceNumber(position))).Position;
}
