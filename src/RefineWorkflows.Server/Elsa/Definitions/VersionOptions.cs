using System.Globalization;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Elsa's way to say which versions are meant: a name, or a number.</summary>
internal readonly record struct VersionOptions(VersionSelection Selection, int? Number)
{
    /// <exception cref="ElsaRequestException">It is neither.</exception>
    public static VersionOptions Parse(string? text, VersionSelection fallback) => text switch
    {
        null or "" => new(fallback, null),
        "AllVersions" => new(VersionSelection.All, null),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => new(VersionSelection.All, number),
        _ when char.IsLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out VersionSelection selection) => new(selection, null),
        _ => throw new ElsaRequestException($"versionOptions is '{text}'; allowed: AllVersions, Draft, Latest, Published, LatestOrPublished, LatestAndPublished, or a number."),
    };

    public DefinitionQuery Of(string definitionId) => new() { DefinitionIds = [definitionId], Versions = Selection, Version = Number, Order = DefinitionOrder.Version, Descending = true, Take = 1 };
}
