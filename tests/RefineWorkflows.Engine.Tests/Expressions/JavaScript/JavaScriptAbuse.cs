using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

/// <summary>Each line ends as a failed expression, while a neighbour is served and the next one finds a working pool.</summary>
public sealed class JavaScriptAbuse(JavaScriptAbuse.Target target) : IClassFixture<JavaScriptAbuse.Target>
{
    // The longest that any of them may take: the time limit, the grace, and a machine that does something else as well.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("while (true);")]
    [InlineData("for (;;) { try { for (;;); } catch { } finally { for (;;); } }")]
    [InlineData("function a() { b() } function b() { a() } a()")]
    [InlineData("const o = { get x() { return this.x } }; o.x")]
    [InlineData("const f = () => [2, 1].sort(f); f()")]
    [InlineData("const o = { toString() { return '' + this } }; '' + o")]
    [InlineData("const o = { valueOf() { return +this } }; +o")]
    [InlineData("const o = { [Symbol.iterator]() { return [...this] } }; [...o]")]
    [InlineData("class A { static [Symbol.hasInstance](x) { return x instanceof A } } 1 instanceof A; ({}) instanceof A")]
    [InlineData("const o = { toJSON() { return JSON.stringify(this) } }; o")]
    [InlineData("let a = []; for (let i = 0; i < 100000; i++) a = [a]; JSON.stringify(a)")]
    [InlineData("let a = []; for (let i = 0; i < 100000; i++) a = [a]; a")]
    [InlineData("let a = []; for (let i = 0; i < 1000; i++) a = [a]; a")]
    [InlineData("let a = []; for (let i = 0; i < 100000; i++) a = [a]; a.flat(Infinity); a")]
    [InlineData("JSON.parse('['.repeat(1000000))")]
    [InlineData("JSON.parse('['.repeat(20000) + ']'.repeat(20000))")]
    [InlineData("JSON.parse('{\"a\":'.repeat(200000))")]
    [InlineData("let s = 'x'; while (true) s += s")]
    [InlineData("let s = 'x'; while (true) s = s + s.toUpperCase()")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'.padEnd(1e9)")]
    [InlineData("'x'.repeat(3e7)")]
    [InlineData("const a = []; while (true) a.push(a.length)")]
    [InlineData("const a = []; while (true) a.push(new Array(1000).fill(1))")]
    [InlineData("const a = []; while (true) a.push('x'.repeat(1e6) + a.length)")]
    [InlineData("let a = []; while (true) a = [a, {}]")]
    [InlineData("new Array(2e9)")]
    [InlineData("new Array(2e9).fill(1)")]
    [InlineData("new Array(2e9).join('x')")]
    [InlineData("[, , ,].concat(new Array(2e9)).join()")]
    [InlineData("Array.from({ length: 2e9 })")]
    [InlineData("new Uint8Array(2e9)")]
    [InlineData("new Float64Array(2e9)")]
    [InlineData("new ArrayBuffer(2e9)")]
    [InlineData("const a = []; while (true) a.push(new Uint8Array(1e6))")]
    [InlineData("/(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))")]
    [InlineData("'a'.repeat(50).match(/(a*)*(a*)*(a*)*b/)")]
    [InlineData("eval('['.repeat(20000))")]
    [InlineData("eval('('.repeat(20000) + ')'.repeat(20000))")]
    [InlineData("new Function('return ' + '{a:'.repeat(20000))()")]
    [InlineData("(function f() { Promise.resolve().then(f) })()")]
    [InlineData("(async () => { for (;;) await null })()")]
    [InlineData("const f = () => Promise.all([f(), f()]); f()")]
    [InlineData("eval('process.exit(1)')")]
    [InlineData("Function('return process')().exit(1)")]
    [InlineData("this.constructor.constructor('return process')().exit(1)")]
    [InlineData("(async () => {}).constructor('return process')()")]
    [InlineData("getVariable.constructor('return require(\"fs\")')()")]
    [InlineData("import('node:fs')")]
    [InlineData("require('child_process').execSync('id')")]
    [InlineData("fetch('http://localhost')")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("System.Environment.Exit(1)")]
    [InlineData("importNamespace('System')")]
    [InlineData("host.newObj(System.Diagnostics.Process)")]
    [InlineData("Array.prototype.toJSON = () => 7; 1")]
    [InlineData("Array.prototype.toJSON = () => '\\n{\"id\":9}'; setOutcomes(['a']); 1")]
    [InlineData("Object.defineProperty(variables, 'x', { get() { for (;;); }, enumerable: true }); 1")]
    [InlineData("variables.x = { toJSON() { for (;;); } }; 1")]
    [InlineData("variables.x = 'x'.repeat(3e7); 1")]
    [InlineData("throw { toString() { for (;;); }, toJSON() { for (;;); } }")]
    public async Task Hurts_nobody_else(string script)
    {
        Task<JavaScriptResult> abuse = target.Pool.EvaluateAsync(JavaScriptBench.Request(script), CancellationToken.None);
        Task<JavaScriptResult> neighbour = target.Pool.EvaluateAsync(JavaScriptBench.Request("6 * 7"), CancellationToken.None);

        await Assert.ThrowsAsync<JavaScriptException>(() => abuse.WaitAsync(Patience));
        Assert.Equal("42", (await neighbour.WaitAsync(Patience)).Value.GetRawText());
        JavaScriptResult next = await target.Pool.EvaluateAsync(JavaScriptBench.Request("6 + 7"), CancellationToken.None);
        Assert.Equal("13", next.Value.GetRawText());
    }

    [Theory]
    [InlineData("while (true);", JavaScriptFailure.Timeout)]
    [InlineData("new Array(2e9).join('x')", JavaScriptFailure.Timeout)]
    [InlineData("const a = []; while (true) a.push(new Uint8Array(1e6))", JavaScriptFailure.Memory)]
    [InlineData("'x'.repeat(1e9)", JavaScriptFailure.Memory)]
    [InlineData("function f() { f() } f()", JavaScriptFailure.Thrown)]
    [InlineData("let a = []; for (let i = 0; i < 100; i++) a = [a]; a", JavaScriptFailure.TooLarge)]
    [InlineData("Array.from({ length: 20000 }, () => 1)", JavaScriptFailure.TooLarge)]
    [InlineData("'x'.repeat(5e6)", JavaScriptFailure.TooLarge)]
    public async Task Is_called_by_its_name(string script, JavaScriptFailure expected)
    {
        Task<JavaScriptResult> abuse = target.Pool.EvaluateAsync(JavaScriptBench.Request(script), CancellationToken.None);
        Assert.Equal(expected, (await Assert.ThrowsAsync<JavaScriptException>(() => abuse.WaitAsync(Patience))).Failure);
    }

    public sealed class Target : IAsyncLifetime
    {
        public JavaScriptWorkerPool Pool { get; } = new(new JavaScriptOptions
        {
            TimeLimit = TimeSpan.FromMilliseconds(150),
            Grace = JavaScriptBench.HostGrace,
            MaxElements = 10_000,
        });

        public Task InitializeAsync()
            => Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Pool.EvaluateAsync(JavaScriptBench.Request("1"), CancellationToken.None)));

        public async Task DisposeAsync() => await Pool.DisposeAsync();
    }
}
