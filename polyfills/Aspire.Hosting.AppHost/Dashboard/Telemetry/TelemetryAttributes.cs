using System.Collections;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Names with values, in the order in which they came. Immutable; a name occurs once. <c>default</c> is empty.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct TelemetryAttributes : IReadOnlyList<KeyValuePair<string, TelemetryValue>>, IEquatable<TelemetryAttributes>
{
    private readonly KeyValuePair<string, TelemetryValue>[]? _items;

    /// <summary>The array becomes the attributes' own: whoever hands it over changes it no more.</summary>
    public TelemetryAttributes(KeyValuePair<string, TelemetryValue>[]? items) => _items = items;

    public static TelemetryAttributes Empty => default;

    public int Count => _items?.Length ?? 0;

    internal KeyValuePair<string, TelemetryValue>[] Items => _items ?? [];

    public KeyValuePair<string, TelemetryValue> this[int index] => Items[index];

    /// <summary>For tests and small sets; the receiver builds its arrays itself.</summary>
    public static TelemetryAttributes Of(params ReadOnlySpan<(string Key, TelemetryValue Value)> items)
    {
        var array = new KeyValuePair<string, TelemetryValue>[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            array[i] = new(items[i].Key, items[i].Value);
        }

        return new(array);
    }

    public bool TryGet(string key, out TelemetryValue value)
    {
        // A dozen names, mostly interned: a walk is faster than any table, and costs no memory.
        foreach (var item in Items)
        {
            if (item.Key == key)
            {
                value = item.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value for people, or null when there is no such attribute.</summary>
    public string? Text(string key) => TryGet(key, out var value) ? value.ToString() : null;

    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<KeyValuePair<string, TelemetryValue>> IEnumerable<KeyValuePair<string, TelemetryValue>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, TelemetryValue>>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public bool Equals(TelemetryAttributes other)
    {
        var (left, right) = (Items, other.Items);
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Key != right[i].Key || left[i].Value != right[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is TelemetryAttributes other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item.Key);
            hash.Add(item.Value);
        }

        return hash.ToHashCode();
    }

    public static bool operator ==(TelemetryAttributes left, TelemetryAttributes right) => left.Equals(right);

    public static bool operator !=(TelemetryAttributes left, TelemetryAttributes right) => !left.Equals(right);

    /// <summary>Walks without an allocation.</summary>
    [StructLayout(LayoutKind.Auto)]
    public struct Enumerator(KeyValuePair<string, TelemetryValue>[] items)
    {
        private int _index = -1;

        public readonly KeyValuePair<string, TelemetryValue> Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}
