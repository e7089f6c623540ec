namespace RefineWorkflows.Server.Elsa.Descriptors;

/// <summary>Types that Studio offers for variables, inputs and outputs. The first is what a new variable has.</summary>
internal static class VariableTypeList
{
    public static IReadOnlyList<VariableType> All { get; } =
    [
        new("Object", "Object", "Primitives", "Any value"),
        new("String", "String", "Primitives", "Text"),
        new("Boolean", "Boolean", "Primitives", "True or false"),
        new("Int32", "Int32", "Primitives", "A whole number of 32 bits"),
        new("Int64", "Int64", "Primitives", "A whole number of 64 bits"),
        new("Single", "Single", "Primitives", "A number of single precision"),
        new("Double", "Double", "Primitives", "A number of double precision"),
        new("Decimal", "Decimal", "Primitives", "A number with exact decimals"),
        new("Guid", "Guid", "Primitives", "A globally unique id"),
        new("DateTime", "DateTime", "Primitives", "A date and time"),
        new("DateTimeOffset", "DateTimeOffset", "Primitives", "A date and time with its offset from UTC"),
        new("TimeSpan", "TimeSpan", "Primitives", "A duration"),
        new("StringDictionary", "String dictionary", "Lookups", "Texts by name"),
        new("ObjectDictionary", "Object dictionary", "Lookups", "Values by name"),
        new("JSON", "JSON", "Dynamic", "Whatever JSON holds"),
        new("JsonElement", "JSON element", "Dynamic", "A JSON value"),
        new("JsonNode", "JSON node", "Dynamic", "A JSON value"),
        new("JsonObject", "JSON object", "Dynamic", "A JSON object"),
        new("ByteArray", "Byte array", "Data", "Bytes"),
    ];
}
