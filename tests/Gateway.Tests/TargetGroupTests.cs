using Microsoft.Extensions.Logging.Abstractions;
using MyArch.Gateway.Targets;
using MyArch.Gateway.Tests.Fixtures;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway.Tests;

public sealed class TargetGroupTests : IDisposable
{
    private static readonly Uri Address = new("http://127.0.0.1:1");

    private readonly ManualTime _time = new();
    private readonly TargetGroup _group;

    public TargetGroupTests() => _group = Create(isRouted: true);

    public void Dispose() => _group.Dispose();

    [Fact]
    public void Turns_go_round_among_healthy_targets()
    {
        Healthy("a1", "a2", "a3");

        var turns = Enumerable.Range(0, 6).Select(_ => _group.Choose()!.Value.Target.Id).ToArray();

        turns.ShouldBe(["a1", "a2", "a3", "a1", "a2", "a3"]);
    }

    [Fact]
    public void A_new_target_waits_for_its_first_pass_while_others_are_healthy()
    {
        Healthy("a1");
        var late = Register("a2");

        Turns(4).ShouldBe(["a1"]);
        _group.Passed(late);
        Turns(4).ShouldBe(["a1", "a2"], ignoreOrder: true);
    }

    [Fact]
    public void If_none_is_healthy_all_registered_ones_are_chosen_and_it_says_so()
    {
        var one = Register("a1");
        Register("a2");
        Turns(4).ShouldBe(["a1", "a2"], ignoreOrder: true);
        _group.Choose()!.Value.Why.ShouldBe("fail-open");

        _group.Passed(one);

        Turns(4).ShouldBe(["a1"]);
        _group.Choose()!.Value.Why.ShouldBe("round-robin");
    }

    [Fact]
    public void A_draining_target_is_never_chosen_not_even_when_all_others_are_unhealthy()
    {
        var targets = Healthy("a1", "a2");
        _group.Deregister("a1");
        _group.Failed(targets[1], "x");
        _group.Failed(targets[1], "x");

        Turns(4).ShouldBe(["a2"]);
        _group.Deregister("a2");
        _group.Choose().ShouldBeNull();
    }

    [Fact]
    public void A_deregistered_target_reads_draining_for_the_whole_delay_and_is_then_closed()
    {
        var target = Healthy("a1")[0];

        _group.Deregister("a1").ShouldBeTrue();
        _group.Deregister("a1").ShouldBeFalse();

        target.Deregistered.IsCancellationRequested.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        target.Status.State.ShouldBe(TargetState.Draining);
        _group.Targets.ShouldBe([target]);
        target.Closed.IsCancellationRequested.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(0.2));
        _group.Targets.ShouldBeEmpty();
        target.Closed.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_check_that_ends_after_the_deregistration_changes_nothing()
    {
        var target = Healthy("a1")[0];
        _group.Deregister("a1");

        _group.Passed(target);
        _group.Failed(target, "x");
        _group.Unreachable(target, "x");

        target.Status.ShouldBe(TargetStatus.Draining);
        _group.Choose().ShouldBeNull();
    }

    [Fact]
    public void The_same_registration_again_changes_nothing()
    {
        var target = Healthy("a1")[0];

        _group.Register("a1", Address, "a").ShouldBeNull();

        target.Status.State.ShouldBe(TargetState.Healthy);
        _group.Targets.ShouldBe([target]);
    }

    [Fact]
    public void A_registration_with_another_address_replaces_the_old_target_which_drains()
    {
        var old = Healthy("a1")[0];

        var target = _group.Register("a1", new Uri("http://127.0.0.1:2"), "a")!;

        old.Status.State.ShouldBe(TargetState.Draining);
        target.Status.State.ShouldBe(TargetState.Initial);
        _group.Targets.ShouldBe([target]);
        Turns(2).ShouldBe(["a1"]);
        _time.Advance(TimeSpan.FromSeconds(11));
        old.Closed.IsCancellationRequested.ShouldBeTrue();
        _group.Targets.ShouldBe([target]);
    }

    [Fact]
    public void A_target_that_was_deregistered_can_be_registered_again_while_it_drains()
    {
        Healthy("a1");
        _group.Deregister("a1");

        _group.Register("a1", Address, "a").ShouldNotBeNull().Status.State.ShouldBe(TargetState.Initial);

        _group.Targets.Count.ShouldBe(1);
    }

    [Fact]
    public void Targets_of_a_group_without_a_route_are_unused()
    {
        using var group = Create(isRouted: false);
        var target = group.Register("a1", Address, "a")!;

        group.Passed(target);

        target.Status.State.ShouldBe(TargetState.Unused);
    }

    [Fact]
    public void A_retry_takes_each_other_target_once()
    {
        var targets = Healthy("a1", "a2", "a3");
        List<Target> tried = [targets[1]];

        for (var choice = _group.Choose(tried); choice is not null; choice = _group.Choose(tried))
        {
            choice.Value.Why.ShouldBe("retry");
            tried.Add(choice.Value.Target);
        }

        tried.ShouldBe(targets, ignoreOrder: true);
    }

    private TargetGroup Create(bool isRouted) =>
        new("time", new TargetGroupOptions(), isRouted, new TargetGroupClock(_time, new ClockOptions { Speed = 30 }), NullLogger.Instance);

    private Target Register(string id) => _group.Register(id, Address, "a")!;

    private Target[] Healthy(params string[] ids)
    {
        Target[] targets = [.. ids.Select(Register)];
        foreach (var target in targets)
        {
            _group.Passed(target);
        }

        return targets;
    }

    private string[] Turns(int count) => [.. Enumerable.Range(0, count).Select(_ => _group.Choose()!.Value.Target.Id).Distinct()];
}
