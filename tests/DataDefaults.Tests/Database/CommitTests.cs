using System.Collections.Concurrent;
using System.Globalization;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

/// <summary>What a writer is told when its transaction ends at a bad moment.</summary>
[Collection(PairCollection.Name)]
public sealed class CommitTests(PostgresPair pair)
{
    [Fact]
    public async Task A_write_that_took_too_long_is_not_done_after_it_was_refused()
    {
        await using var instance = await Instance.StartAsync(await pair.CreateDatabaseAsync(), typeof(CommitTests).Assembly, settings: ("Database:WriteTimeout", "00:00:00.05"));
        ConcurrentBag<int> refused = [];
        ConcurrentBag<int> done = [];
        var next = 1000;

        // The time is up at the moment of the commit, more or less.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 60; round++)
            {
                var id = Interlocked.Increment(ref next);
                var (insert, pause) = (
                    string.Create(CultureInfo.InvariantCulture, $"insert into items (id, name) values ({id}, 'sock')"),
                    string.Create(CultureInfo.InvariantCulture, $"select pg_sleep({0.040 + (round * 0.00018)})::text"));
                try
                {
                    await instance.Database.WriteAsync(
                        async (connection, token) =>
                        {
                            await Instance.ExecuteAsync(connection, insert, token);
                            return await Instance.ScalarAsync<string>(connection, pause, token);
                        },
                        CancellationToken.None);
                    done.Add(id);
                }
                catch (DatabaseUnavailableException)
                {
                    refused.Add(id);
                }
                catch (CommitOutcomeUnknownException)
                {
                    // Also right.
                }
            }
        })));

        var there = (await instance.ReadPrimaryAsync<int[]>("select array_agg(id) from items")).Value.ToHashSet();
        refused.Where(there.Contains).ShouldBeEmpty();
        done.ShouldAllBe(id => there.Contains(id));
    }

    [Fact]
    public async Task A_write_that_is_given_up_at_the_last_moment_is_not_committed_and_one_that_is_committed_cannot_be_given_up()
    {
        await using var instance = await Instance.StartAsync(await pair.CreateDatabaseAsync(), typeof(CommitTests).Assembly);
        WriteTransaction<int> given = null!;
        given = new WriteTransaction<int>(instance.Get<DatabaseConnections>(), async (connection, token) =>
        {
            await Instance.ExecuteAsync(connection, "update items set name = 'coat'", token);
            given.TryAbandon().ShouldBeTrue();
            return 1;
        });
        var done = new WriteTransaction<int>(instance.Get<DatabaseConnections>(), (connection, token) => Instance.ExecuteAsync(connection, "update items set version = 7", token));

        await Should.ThrowAsync<OperationCanceledException>(() => given.RunAsync(CancellationToken.None));
        await done.RunAsync(CancellationToken.None);

        given.IsInDoubt(new TimeoutException()).ShouldBeFalse();
        done.TryAbandon().ShouldBeFalse();
        (await instance.ReadPrimaryAsync<string>("select name || version from items where id = 1")).Value.ShouldBe("jacket7");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_that_was_acknowledged_is_done_even_if_its_position_cannot_be_asked(bool onlyOnce)
    {
        var database = await pair.CreateDatabaseAsync();
        await using (var first = await Instance.StartAsync(database, typeof(CommitTests).Assembly))
        {
            // The question after the commit ends the connection.
            await first.WriteAsync("create schema broken; create sequence broken.calls");
            await first.WriteAsync($"""
                create function broken.pg_logical_emit_message(boolean, text, text) returns pg_lsn language plpgsql as $$
                begin
                  if {(onlyOnce ? "nextval('broken.calls') = 1" : "true")} then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(10); end if;
                  return '0/0';
                end $$
                """);
        }

        await using var instance = await Instance.StartAsync($"{database};Search Path='broken,pg_catalog,public'", typeof(CommitTests).Assembly);
        var written = await instance.WriteAsync("update items set name = 'coat' where id = 1");

        (written.Value, written.IsUndisturbed).ShouldBe((1, false));
        (written.Position != NpgsqlLogSequenceNumber.Invalid).ShouldBe(onlyOnce, "zero says that it is not known");
        (await instance.ReadPrimaryAsync<string>("select name from items where id = 1")).Value.ShouldBe("coat");
    }
}
