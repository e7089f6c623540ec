using System.Text.Json;

namespace RefineWorkflows.Server.DevServers;

/// <summary>What a protocol server was asked in a chat, whatever the protocol.</summary>
/// <param name="System">What it was told to be.</param>
/// <param name="Words">The user's last words.</param>
/// <param name="Picture">The last picture it was shown; null without one.</param>
/// <param name="Schema">The shape that binds the answer; null for free text.</param>
/// <param name="Temperature">How adventurous to be.</param>
/// <param name="Seed">Decides what temperature leaves open.</param>
internal sealed record DevQuestion(string System, string Words, ReadOnlyMemory<byte>? Picture, JsonElement? Schema, double Temperature, ulong Seed)
{
    /// <summary>All pictures that it was shown, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pictures { get; init; } = Picture is { } one ? [one] : [];
}
